package dev.ocellus.network.pytorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What convolutions and dense layers multiply; sums are kept in 32 bits by both, and so are parameters and their moments. */
enum Precision {
    /** 32-bit floats. */
    FLOAT(ScalarType.Float),
    /** 16-bit brain floats: the range of 32-bit floats with 8 significant bits. */
    BRAIN_FLOAT(ScalarType.BFloat16);

    private final ScalarType type;

    Precision(ScalarType type) {
        this.type = type;
    }

    /** The same values in this precision; the tensor itself where it has it already. */
    Tensor of(Tensor tensor) {
        return tensor.to(type);
    }
}
