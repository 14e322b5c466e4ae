package org.tracehook.dynamodb;

import org.tracehook.aws.AwsFailure;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in words for an operator why a table did not do what it was asked. */
final class Unavailable {

    private Unavailable() {}

    /** The failure of a call on that table. */
    static TableUnavailableException because(SdkException failure, String table) {
        return new TableUnavailableException("The table '" + table + "' " + words(AwsFailure.of(failure)), failure);
    }

    private static String words(AwsFailure failure) {
        return switch (failure) {
            case MISSING ->
                "does not exist: deploy it, or correct tracehook.store.table (TRACEHOOK_STORE_TABLE) or the region";
            case REFUSED ->
                "refuses the function: its role needs the permissions of template.yaml, its credentials must be valid";
            case BUSY -> "is too busy: DynamoDB throttles, or others write the same deliveries";
            case SILENT -> "does not answer in time";
            case OTHER -> "cannot be reached or used";
        };
    }
}
