package org.tracehook.webhook;

/** Where this process runs. */
final class Environment {

    private Environment() {}

    /** Whether this is a Lambda function: the platform always sets its name. */
    static boolean isLambda() {
        return System.getenv("AWS_LAMBDA_FUNCTION_NAME") != null;
    }
}
