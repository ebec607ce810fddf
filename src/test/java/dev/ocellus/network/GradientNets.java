package dev.ocellus.network;

import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Conv;
import java.util.List;
import java.util.Map;

/** Small nets around the layers and settings beyond plain convolutions, for {@link GradientContract}. */
final class GradientNets {
    /** Odd one way and even the other, so that 'same' is an equal padding on one pair of sides alone. */
    private static final Shape SHAPE = new Shape(2, 7, 8);

    private static final List<Padding> PADDINGS =
            List.of(Padding.VALID, Padding.SAME, new Padding(false, 0, 0, 1, 1), new Padding(false, 2, 0, 1, 3));

    private GradientNets() {}

    static void add(Map<String, Graph> nets) {
        convolutions(nets);
        pools(nets);
        List<Layer> others = List.of(
                new Layer.Softmax(),
                new Layer.Dropout(0),
                new Layer.Dropout(0.3),
                new Layer.Dropout(0.9),
                new Layer.LocalResponseNorm(5, 0.3, 0.75, 2),
                new Layer.LocalResponseNorm(3, 0.5, 0.6, 1),
                new Layer.LocalResponseNorm(1, 0.5, 0.75, 1),
                new Layer.LocalResponseNorm(15, 0.2, 1.2, 1),
                new Layer.L2Normalise(),
                new Layer.L2Normalise(0.5),
                new Layer.Scale(-0.3),
                new Layer.SpaceToDepth(1),
                new Pool.GlobalMaxPool());
        for (Layer layer : others) {
            nets.put("after conv " + layer, between(SHAPE, layer, false));
            nets.put("between norm and conv " + layer, between(SHAPE, layer, true));
        }
        for (int block = 2; block <= 3; block++) {
            Layer layer = new Layer.SpaceToDepth(block);
            nets.put("squares " + layer, between(new Shape(2, 6, 12), layer, false));
        }
        for (Shape shape : List.of(new Shape(2, 8, 6), new Shape(2, 7, 8), new Shape(2, 5, 7))) {
            nets.put("norm and squares of " + shape, squares(shape));
            nets.put("norm, relu and squares of " + shape, squares(shape, new Activation(Activation.Function.RELU)));
            nets.put(
                    "norm, leaky relu and squares of " + shape,
                    squares(shape, new Activation(Activation.Function.LEAKY_RELU, 0.2)));
            nets.put("norm, silu and squares of " + shape, squares(shape, new Activation(Activation.Function.SILU)));
        }
        nets.put("a million weights", manyWeights());
        nets.put("dense without bias", denseWithoutBias());
        nets.put("two dropouts and a value read twice", twoDropouts());
    }

    private static void convolutions(Map<String, Graph> nets) {
        List<Extent> kernels = List.of(new Extent(1, 7), new Extent(5, 2), Extent.of(3), Extent.of(1));
        List<Extent> strides = List.of(Extent.of(1), Extent.of(2), new Extent(1, 3));
        List<Extent> dilations = List.of(Extent.of(2), new Extent(3, 1));
        for (Extent kernel : kernels) {
            for (Extent stride : strides) {
                for (Padding padding : PADDINGS) {
                    Conv plain = new Conv(4, kernel, stride, padding, Extent.of(1), 1, true);
                    put(nets, plain);
                    for (int groups : new int[] {2, 6}) {
                        put(nets, new Conv(12, kernel, stride, padding, Extent.of(1), groups, false));
                    }
                }
            }
        }
        for (Extent dilation : dilations) {
            for (Extent stride : strides) {
                for (Padding padding : PADDINGS) {
                    for (int groups : new int[] {1, 3, 6}) {
                        put(nets, new Conv(6, Extent.of(2), stride, padding, dilation, groups, true));
                    }
                }
            }
        }
    }

    /** Behind a convolution and, where it is not in groups, on the picture. */
    private static void put(Map<String, Graph> nets, Conv conv) {
        Graph.Builder middle = new Graph.Builder(SHAPE);
        String first = middle.add("first", new Conv(6, 3, 1, 1, true), Graph.INPUT);
        nets.put("middle " + conv, middle.build(middle.add("conv", conv, first)));
        if (conv.groups() == 1) {
            Graph.Builder picture = new Graph.Builder(SHAPE);
            nets.put("picture " + conv, picture.build(picture.add("conv", conv, Graph.INPUT)));
        }
    }

    private static void pools(Map<String, Graph> nets) {
        for (Extent kernel : List.of(Extent.of(2), Extent.of(3), new Extent(1, 4))) {
            for (Extent stride : List.of(Extent.of(1), Extent.of(2), new Extent(3, 1))) {
                for (Padding padding : List.of(Padding.VALID, Padding.SAME, new Padding(false, 0, 1, 0, 1))) {
                    Layer largest = new Pool.MaxPool(kernel, stride, padding);
                    Layer mean = new Pool.AveragePool(kernel, stride, padding);
                    nets.put("pool " + largest, between(SHAPE, largest, false));
                    nets.put("pool " + mean, between(SHAPE, mean, false));
                    Layer norm = new Pool.LpPool(kernel, stride, padding, 2 + nets.size() % 3);
                    nets.put("pool " + norm, between(SHAPE, norm, false));
                }
            }
        }
    }

    private static Graph between(Shape shape, Layer layer, boolean normed) {
        Graph.Builder builder = new Graph.Builder(shape);
        String last = builder.add("first", new Conv(6, 3, 1, 1, true), Graph.INPUT);
        if (normed) {
            last = builder.add("norm", new Layer.BatchNorm(0.9, 1e-2), last);
        }
        last = builder.add("layer", layer, last);
        return builder.build(normed ? builder.add("last", new Conv(2, 1, 1, 0, true), last) : last);
    }

    /** Two blocks of convolution, batch norm, what follows and a pool of 2 × 2; the second one also reads through a norm what others read. */
    private static Graph squares(Shape shape, Activation... following) {
        Graph.Builder builder = new Graph.Builder(shape);
        String first = builder.add("first", new Conv(5, 3, 1, 1, true), Graph.INPUT);
        String pooled = squares(builder, "a", first, following);
        String beside = builder.add("beside", new Pool.MaxPool(2, 2, 0), first);
        String sum = builder.add("sum", new Layer.Add(), pooled, beside);
        return builder.build(squares(builder, "b", builder.add("conv", new Conv(20, 1, 1, 0, false), sum), following));
    }

    private static String squares(Graph.Builder builder, String name, String from, Activation... following) {
        String last = builder.add(name + ".norm", new Layer.BatchNorm(0.9, 1e-2), from);
        for (Activation activation : following) {
            last = builder.add(name + ".activation", activation, last);
        }
        return builder.add(name + ".pool", new Pool.MaxPool(2, 2, 0), last);
    }

    /** So many that an engine may go another way than for few. */
    private static Graph manyWeights() {
        Graph.Builder builder = new Graph.Builder(new Shape(2, 3, 4));
        String wide = builder.add("wide", new Conv(120, 1, 1, 0, true), Graph.INPUT);
        return builder.build(builder.add("heavy", new Conv(1000, 3, 2, 1, false), wide));
    }

    private static Graph denseWithoutBias() {
        Graph.Builder builder = new Graph.Builder(SHAPE);
        String flat = builder.add("flat", new Layer.Flatten(), Graph.INPUT);
        String hidden = builder.add("hidden", new Layer.Dense(5, false), flat);
        return builder.build(builder.add("dense", new Layer.Dense(3, false), hidden));
    }

    private static Graph twoDropouts() {
        Graph.Builder builder = new Graph.Builder(SHAPE);
        String first = builder.add("first", new Conv(4, 3, 1, 1, true), Graph.INPUT);
        String one = builder.add("one", new Layer.Dropout(0.5), first);
        String other = builder.add("other", new Layer.Dropout(0.5), first);
        String tanh = builder.add("tanh", new Activation(Activation.Function.TANH), other);
        return builder.build(builder.add("sum", new Layer.Add(), one, tanh, first));
    }
}
