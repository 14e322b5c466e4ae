package org.tracehook.config;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Where this process runs. */
public final class Environment {

    /** The credentials of the function's role, as Lambda hands them over, and with SnapStart what gets them. */
    private static final List<String> SECRETS =
            List.of("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN");

    private Environment() {}

    /** Whether this is a Lambda function: the platform always sets its name. */
    public static boolean isLambda() {
        return functionName() != null;
    }

    /** The Lambda function's name; null outside Lambda. */
    public static String functionName() {
        return System.getenv("AWS_LAMBDA_FUNCTION_NAME");
    }

    /** Whether this process starts to be kept by Lambda as a snapshot, from which others go on later. */
    public static boolean isSnapStart() {
        return "snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
    }

    /** What of the environment must never be shown, besides what is configured. */
    public static Stream<String> secrets() {
        return SECRETS.stream().map(System::getenv).filter(Objects::nonNull);
    }
}
