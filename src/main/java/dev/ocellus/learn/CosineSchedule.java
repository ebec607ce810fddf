package dev.ocellus.learn;

/**
 * The learning rate of each step: a straight warm-up from 0, then half a cosine from the peak down to a share of it.
 *
 * @param peak highest rate, reached after the warm-up
 * @param warmUp number of warm-up steps; 0 starts at the peak
 * @param finalShare rate of the last step as a share of the peak, in [0, 1]
 * @param steps length of the whole training
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter 2016</a>
 */
public record CosineSchedule(double peak, int warmUp, double finalShare, long steps) {
    public CosineSchedule {
        if (!(peak > 0) || warmUp < 0 || !(finalShare >= 0 && finalShare <= 1) || steps < 1 || warmUp >= steps) {
            throw new IllegalArgumentException(
                    "a schedule needs peak > 0, 0 <= final share <= 1 and 0 <= warm-up < steps: " + peak + ", "
                            + finalShare + ", " + warmUp + ", " + steps);
        }
    }

    /**
     * The rate of a step.
     *
     * @param step counted from 0
     */
    public double rate(long step) {
        if (step < warmUp) {
            return peak * (step + 1) / warmUp;
        }
        double progress = Math.min(1, (double) (step - warmUp) / Math.max(1, steps - 1 - warmUp));
        return peak * (finalShare + (1 - finalShare) * (1 + Math.cos(Math.PI * progress)) / 2);
    }
}
