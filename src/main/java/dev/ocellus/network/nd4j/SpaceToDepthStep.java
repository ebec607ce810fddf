package dev.ocellus.network.nd4j;

/** The pixels of each square behind one another along the channels. */
record SpaceToDepthStep(int block, int input, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        move(shard.value(input), shard.value(output), true);
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        FeatureMap to = shard.borrow(shard.value(input).shape());
        move(to, gradient, false);
        shard.release(gradient);
        shard.contribute(input, to);
    }

    private void move(FeatureMap space, FeatureMap depth, boolean toDepth) {
        int channels = space.shape().channels();
        float[] line = new float[space.shape().width() * channels];
        // as many values as the lines of the squares that it is made of
        float[] deep = new float[line.length * block];
        for (int row = 0; row < depth.samples() * depth.shape().height(); row++) {
            if (!toDepth) {
                depth.read(row * deep.length, deep, deep.length);
            }
            for (int y = 0; y < block; y++) {
                int at = (row * block + y) * line.length;
                if (toDepth) {
                    space.read(at, line, line.length);
                }
                for (int x = 0; x < depth.shape().width(); x++) {
                    int near = x * block * channels;
                    int far = (x * block + y) * block * channels;
                    if (toDepth) {
                        System.arraycopy(line, near, deep, far, block * channels);
                    } else {
                        System.arraycopy(deep, far, line, near, block * channels);
                    }
                }
                if (!toDepth) {
                    space.write(at, line, line.length);
                }
            }
            if (toDepth) {
                depth.write(row * deep.length, deep, deep.length);
            }
        }
    }
}
