package org.tracehook.trace;

import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Ids that go on at random when the given supplier throws or says null, and logs that it did. */
public final class ReliableIds implements Supplier<UUID> {

    private static final Logger LOG = Logger.getLogger(ReliableIds.class.getName());

    private final Supplier<UUID> ids;

    private ReliableIds(Supplier<UUID> ids) {
        this.ids = ids;
    }

    /** Gives the given supplier's ids while it can; one that is reliable already stays as it is. */
    public static ReliableIds of(Supplier<UUID> ids) {
        return ids instanceof ReliableIds reliable ? reliable : new ReliableIds(ids);
    }

    @Override
    public UUID get() {
        try {
            UUID id = ids.get();
            if (id != null) {
                return id;
            }
            LOG.warning("The id supplier gave none, the trace gets a random id");
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "The id supplier failed, the trace gets a random id: {0}", e.toString());
        }
        return UUID.randomUUID();
    }
}
