package org.tracehook.packaged;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment of a function's process: what Lambda sets and what the test adds, nothing of the machine's but where
 * programs and temporary files are.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Reserved variables</a>
 */
final class LambdaEnvironment {

    private LambdaEnvironment() {}

    /** All variables; those of the test win, and one that it leaves empty is not there. */
    static Map<String, String> of(Path taskRoot, String runtimeApi, Map<String, String> ofTest) {
        Map<String, String> all = new TreeMap<>(reserved());
        for (String name : new String[] {"PATH", "JAVA_HOME", "TMPDIR"}) {
            all.computeIfAbsent(name, System::getenv);
        }
        all.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        all.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        all.putAll(ofTest);
        all.values().removeIf(String::isEmpty);
        return all;
    }

    private static Map<String, String> reserved() {
        return Map.of(
                "_HANDLER", RuntimeClient.HANDLER,
                "AWS_LAMBDA_FUNCTION_NAME", "tracehook",
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
                "AWS_LAMBDA_LOG_FORMAT", "JSON",
                "AWS_REGION", "eu-west-1",
                "AWS_DEFAULT_REGION", "eu-west-1",
                // Lambda's own is en_US.UTF-8, a locale that few build machines have; the character set is the same.
                "LANG", "C.UTF-8",
                "TZ", ":UTC");
    }
}
