package org.tracehook.dynamodb;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in words for an operator why a table did not do what it was asked. */
enum Unavailable {
    MISSING("does not exist: deploy it, or correct tracehook.store.table (TRACEHOOK_STORE_TABLE) or the region"),
    REFUSED("refuses the function: its role needs the permissions of template.yaml, its credentials must be valid"),
    BUSY("is too busy: DynamoDB throttles, or others write the same deliveries"),
    SILENT("does not answer in time"),
    OTHER("cannot be reached or used");

    private static final Set<String> THROTTLING = Set.of(
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "ThrottlingException",
            "TransactionCanceledException",
            "TransactionInProgressException");

    private final String words;

    Unavailable(String words) {
        this.words = words;
    }

    /** The failure of a call on that table. */
    static TableUnavailableException because(SdkException failure, String table) {
        return new TableUnavailableException("The table '" + table + "' " + of(failure).words, failure);
    }

    private static Unavailable of(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            return of(answer);
        }
        boolean late = failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof AbortedException;
        return late ? SILENT : OTHER;
    }

    private static Unavailable of(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? "" : String.valueOf(details.errorCode());
        if (code.equals("ResourceNotFoundException")) {
            return MISSING;
        }
        if (THROTTLING.contains(code)) {
            return BUSY;
        }
        // DynamoDB answers 400 to what it refuses; a proxy or an endpoint of the network may answer 401 or 403.
        boolean refused = code.startsWith("AccessDenied")
                || code.contains("Token")
                || code.contains("Signature")
                || code.equals("UnrecognizedClientException")
                || answer.statusCode() == 401
                || answer.statusCode() == 403;
        return refused ? REFUSED : OTHER;
    }
}
