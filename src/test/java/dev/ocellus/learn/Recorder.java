package dev.ocellus.learn;

import dev.ocellus.network.LossFunction.Loss;
import java.util.ArrayList;
import java.util.List;

/** Notes what a fit says, and ends it after some events: steps and ends of epochs. */
final class Recorder implements FitListener {
    final List<Double> losses = new ArrayList<>();
    final List<Boolean> best = new ArrayList<>();
    private int eventsLeft;

    Recorder(int events) {
        this.eventsLeft = events;
    }

    @Override
    public void stepped(long step, Loss loss, double learningRate) {
        losses.add(loss.value());
        count();
    }

    @Override
    public void epochEnded(History.Row row, boolean isBest) {
        best.add(isBest);
        count();
    }

    private void count() {
        if (--eventsLeft == 0) {
            throw new Stop();
        }
    }
}
