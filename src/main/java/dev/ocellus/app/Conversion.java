package dev.ocellus.app;

import dev.ocellus.dataset.Finding;
import java.util.List;

/**
 * What became of a set of labels.
 *
 * @param pictures how many were written
 * @param empty how many of them show nothing
 * @param boxes how many were written
 * @param classes how many there are
 * @param findings what was odd about the labels that were read
 * @param losses what the new format cannot hold, and what else is to be known about the new set
 */
public record Conversion(
        int pictures, int empty, long boxes, int classes, List<Finding> findings, List<String> losses) {
    public Conversion {
        findings = List.copyOf(findings);
        losses = List.copyOf(losses);
    }

    /** How often something was left out. */
    public long leftOut(Finding.Loss loss) {
        return findings.stream().filter(finding -> finding.loss() == loss).count();
    }

    /** Whether everything that was there was written. */
    public boolean complete() {
        return leftOut(Finding.Loss.BOX) == 0 && leftOut(Finding.Loss.PICTURE) == 0;
    }
}
