package dev.ocellus.app;

import dev.ocellus.frame.Identity.FalseMatch;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Shares in per cent, with as many digits as they mean. */
public final class Percent {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Percent() {}

    /** A share with two digits that count, such as {@code 0.034 %}. */
    public static String of(double share) {
        return rounded(share, RoundingMode.HALF_EVEN);
    }

    /** What a share does not exceed, rounded up. */
    public static String bound(double share) {
        return rounded(share, RoundingMode.CEILING);
    }

    /** A rate that was measured, or what it does not exceed where no error was met. */
    public static String atMost(FalseMatch match) {
        return match.rate() == 0 ? "at most " + bound(match.bound()) : of(match.rate());
    }

    private static String rounded(double share, RoundingMode mode) {
        if (Double.isNaN(share)) {
            return "?";
        }
        BigDecimal percent = BigDecimal.valueOf(share).multiply(HUNDRED);
        // whole per cents and one decimal above ten
        BigDecimal digits = percent.compareTo(BigDecimal.TEN) >= 0
                ? percent.setScale(1, mode)
                : percent.round(new MathContext(2, mode));
        return digits.stripTrailingZeros().toPlainString() + " %";
    }
}
