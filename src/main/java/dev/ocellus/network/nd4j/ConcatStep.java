package dev.ocellus.network.nd4j;

/** Maps behind one another along the channels. */
record ConcatStep(Workspace workspace, int[] inputs, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        FeatureMap to = shard.value(output);
        int width = to.shape().channels();
        int pixels = to.shape().width();
        float[] joined = new float[pixels * width];
        for (int at = 0; at < to.size() / width; at += pixels) {
            int channel = 0;
            for (int input : inputs) {
                FeatureMap from = shard.value(input);
                int channels = from.shape().channels();
                float[] part = new float[pixels * channels];
                from.read(at * channels, part, part.length);
                move(part, channels, 0, joined, width, channel, channels);
                channel += channels;
            }
            to.write(at * width, joined, joined.length);
        }
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        int width = gradient.shape().channels();
        int pixels = gradient.shape().width();
        float[] joined = new float[pixels * width];
        int channel = 0;
        for (int input : inputs) {
            int channels = shard.value(input).shape().channels();
            if (workspace.needs(input)) {
                FeatureMap to = shard.borrow(shard.value(input).shape());
                float[] part = new float[pixels * channels];
                for (int at = 0; at < gradient.size() / width; at += pixels) {
                    gradient.read(at * width, joined, joined.length);
                    move(joined, width, channel, part, channels, 0, channels);
                    to.write(at * channels, part, part.length);
                }
                shard.contribute(input, to);
            }
            channel += channels;
        }
        shard.release(gradient);
    }

    /** Copies {@code count} channels of each pixel. */
    private static void move(
            float[] from, int fromChannels, int fromChannel, float[] to, int toChannels, int toChannel, int count) {
        for (int i = fromChannel, j = toChannel; i < from.length; i += fromChannels, j += toChannels) {
            System.arraycopy(from, i, to, j, count);
        }
    }
}
