package org.tracehook.aws;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why a call to a service of AWS failed, as far as an operator can act on it. */
public enum AwsFailure {
    /** The resource does not exist. */
    MISSING,
    /** The function's role or its credentials do not allow the call. */
    REFUSED,
    /** The service throttles the call. */
    BUSY,
    /** There was no answer in time. */
    SILENT,
    /** Anything else. */
    OTHER;

    private static final Set<String> THROTTLING =
            Set.of("ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException");

    /** Why a call failed. */
    public static AwsFailure of(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            return of(answer);
        }
        boolean late = failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof AbortedException;
        return late ? SILENT : OTHER;
    }

    private static AwsFailure of(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? "" : String.valueOf(details.errorCode());
        if (code.equals("ResourceNotFoundException")) {
            return MISSING;
        }
        if (THROTTLING.contains(code)) {
            return BUSY;
        }
        // AWS answers 400 to what it refuses; a proxy or an endpoint of the network may answer 401 or 403.
        boolean refused = code.startsWith("AccessDenied")
                || code.contains("Token")
                || code.contains("Signature")
                || code.equals("UnrecognizedClientException")
                || answer.statusCode() == 401
                || answer.statusCode() == 403;
        return refused ? REFUSED : OTHER;
    }
}
