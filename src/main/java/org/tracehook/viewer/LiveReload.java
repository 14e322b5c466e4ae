package org.tracehook.viewer;

import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.dev.spi.HotReplacementContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Has dev mode take over changed files before a request is answered, and knows why the function does not run.
 *
 * <p>Quarkus' own loop for Lambda looks for changes when it takes an event, and at most every two seconds. It ends with the
 * function: after a start that failed nobody would look for changes or take events any more. So the servers of dev mode look
 * themselves, before each request.
 *
 * <p>A restart loads all classes anew. What outlives it is of the JDK's classes alone, in {@link #kept()}.
 */
public final class LiveReload {

    static final String KEY = LiveReload.class.getName();
    private static final Logger LOG = Logger.getLogger(LiveReload.class);

    /** Under this name is kept why the function does not run; nothing while it runs. */
    private static final String STOPPED = "why the function does not run";

    private static final String STARTING = "";
    private static final String LOCK = "lock";

    /** More than a start takes, and the pause before looking again. */
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** The colours of the compiler's messages, as ECMA-48 has them. */
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

    private final Supplier<String> faults;

    /**
     * One start of the function.
     *
     * @param faults every fault of its configuration in one message, empty when there is none
     */
    public LiveReload(Supplier<String> faults) {
        this.faults = faults;
    }

    /** The function begins to start: requests wait. */
    public void starting() {
        kept().put(STOPPED, STARTING);
    }

    /** The function runs. */
    public void started() {
        kept().remove(STOPPED);
    }

    /** The function ended, to start anew, or because its start failed: then requests are answered with its faults. */
    public void ended() {
        boolean ran = !kept().containsKey(STOPPED);
        String message = faults.get();
        kept().put(
                        STOPPED,
                        ran
                                ? STARTING
                                : message.isEmpty() ? "The function does not start: look at the console." : message);
    }

    /** What outlives a restart of dev mode: objects of the JDK's classes alone. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> kept() {
        return (Map<String, Object>)
                System.getProperties().computeIfAbsent(KEY, key -> new ConcurrentHashMap<String, Object>());
    }

    /** Where traces outlive a restart. */
    @SuppressWarnings("unchecked")
    public static Map<String, Map<String, String>> traces() {
        return (Map<String, Map<String, String>>)
                kept().computeIfAbsent("traces", key -> new HashMap<String, Map<String, String>>());
    }

    /**
     * Takes changed files over, before a request that goes to the function; {@link #leave()} follows its reply. A restart
     * breaks off what runs: while the function is at work, nobody looks for changes here. Who comes then waits for Quarkus'
     * own loop, which may have looked less than two seconds ago.
     */
    static void enter() {
        ReadWriteLock work = work();
        if (work.writeLock().tryLock()) {
            try {
                scan();
                work.readLock().lock();
            } finally {
                work.writeLock().unlock();
            }
        } else {
            work.readLock().lock();
        }
    }

    /** The function has replied, or never will. */
    static void leave() {
        work().readLock().unlock();
    }

    /** Takes changed files over, unless the function is at work. */
    static void look() {
        if (work().writeLock().tryLock()) {
            try {
                scan();
            } finally {
                work().writeLock().unlock();
            }
        }
    }

    /** Whoever has the function work reads; whoever may restart it writes. */
    private static ReadWriteLock work() {
        return (ReadWriteLock) kept().computeIfAbsent(LOCK, key -> new ReentrantReadWriteLock());
    }

    private static void scan() {
        HotReplacementContext quarkus = DevConsoleManager.getHotReplacementContext();
        try {
            if (quarkus != null) {
                quarkus.doScan(true);
            }
        } catch (Exception e) {
            LOG.error("Dev mode cannot look for changed files", e);
        }
    }

    /** Why the function does not run; empty when it does. Waits while it starts. */
    static Optional<String> problem() {
        long patience = System.nanoTime() + LONGEST_START.toNanos();
        Optional<String> problem = stopped();
        while (problem.equals(Optional.of(STARTING)) && System.nanoTime() < patience) {
            LockSupport.parkNanos(PAUSE.toNanos());
            problem = stopped();
        }
        return problem.map(text -> text.equals(STARTING) ? "The function is still starting." : text);
    }

    /** An exception that ended a start, or a compiler's message, is known to Quarkus. */
    private static Optional<String> stopped() {
        HotReplacementContext quarkus = DevConsoleManager.getHotReplacementContext();
        Throwable failure = quarkus == null ? null : quarkus.getDeploymentProblem();
        return failure == null ? Optional.ofNullable((String) kept().get(STOPPED)) : Optional.of(message(failure));
    }

    private static String message(Throwable failure) {
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String message = first.getMessage() == null ? first.toString() : first.getMessage();
        return COLOUR.matcher(message).replaceAll("");
    }
}
