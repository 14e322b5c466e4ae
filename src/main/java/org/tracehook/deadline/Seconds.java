package org.tracehook.deadline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations as people read them. */
public final class Seconds {

    private Seconds() {}

    /** {@code 1.5} for 1500 ms, {@code 90} for a minute and a half: rounded to one digit, which is left out when it is 0. */
    public static String of(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
