package org.tracehook.viewer;

import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.dev.spi.HotReplacementContext;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test a dev mode of its own, in which no file changes unless the test says so: another test's may run in this
 * process.
 */
public final class OwnDevMode implements BeforeEachCallback, AfterEachCallback {

    /** A thread for each task. The common pool may have one only, which the JDK's HTTP client of the servers needs. */
    static final Executor THREADS = task -> new Thread(task).start();

    private final AtomicInteger scans = new AtomicInteger();
    private Object ofAnotherTest;
    private volatile Callable<Boolean> next = () -> false;
    private volatile Throwable problem;

    @Override
    public void beforeEach(ExtensionContext context) {
        ofAnotherTest = System.getProperties().remove(LiveReload.KEY);
        DevConsoleManager.setHotReplacementContext((HotReplacementContext) Proxy.newProxyInstance(
                OwnDevMode.class.getClassLoader(),
                new Class<?>[] {HotReplacementContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "doScan" -> scan();
                    case "getDeploymentProblem" -> problem;
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        DevConsoleManager.setHotReplacementContext(null);
        System.getProperties().remove(LiveReload.KEY);
        if (ofAnotherTest != null) {
            System.getProperties().put(LiveReload.KEY, ofAnotherTest);
        }
    }

    private boolean scan() throws Exception {
        scans.incrementAndGet();
        Callable<Boolean> change = next;
        next = () -> false;
        return change.call();
    }

    /** A file changed: who looks for changes next sets off this restart. */
    void changed(Runnable restart) {
        next = () -> {
            restart.run();
            return true;
        };
    }

    /** What Quarkus knows of the last start or compilation; null when it went well. */
    void problem(Throwable problem) {
        this.problem = problem;
    }

    /** How often changes were looked for. */
    int scans() {
        return scans.get();
    }
}
