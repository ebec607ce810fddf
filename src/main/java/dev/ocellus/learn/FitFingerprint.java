package dev.ocellus.learn;

import dev.ocellus.loss.TaskLosses;
import dev.ocellus.network.Graph;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What tells a fit from others: everything that decides its outcome. */
final class FitFingerprint {
    private FitFingerprint() {}

    /** SHA-256 as 64 hexadecimal digits. */
    static String of(Graph graph, Compile compile, Examples train, Fit fit, long firstStep, Set<String> frozen) {
        List<Object> all = List.of(
                graph,
                compile.optimiser(),
                compile.learningRate(),
                compile.losses().tasks().stream().map(FitFingerprint::task).toList(),
                compile.initialisation(),
                compile.averageKeep(),
                compile.seed(),
                train.fingerprint(),
                fit.epochs(),
                fit.batchSize(),
                fit.dev().map(Examples::fingerprint),
                fit.stopping(),
                firstStep,
                frozen);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A loss that is no record has no lasting text. */
    private static List<Object> task(TaskLosses.Task task) {
        return List.of(task.name(), task.weight(), task.loss() instanceof Record record ? record : "its own loss");
    }
}
