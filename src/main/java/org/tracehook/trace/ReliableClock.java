package org.tracehook.trace;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A clock that goes on with the system's time when the given one throws or says null, and logs that it did. */
public final class ReliableClock extends Clock {

    private static final Logger LOG = Logger.getLogger(ReliableClock.class.getName());

    private final Clock clock;

    private ReliableClock(Clock clock) {
        this.clock = clock;
    }

    /** Tells the given clock's time while it can; a clock that is reliable already stays as it is. */
    public static ReliableClock of(Clock clock) {
        return clock instanceof ReliableClock reliable ? reliable : new ReliableClock(clock);
    }

    @Override
    public Instant instant() {
        try {
            Instant now = clock.instant();
            if (now != null) {
                return now;
            }
            LOG.warning("The clock gave no time, system time is used");
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "The clock failed, system time is used: {0}", e.toString());
        }
        return Instant.now();
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ReliableClock(clock.withZone(zone));
    }
}
