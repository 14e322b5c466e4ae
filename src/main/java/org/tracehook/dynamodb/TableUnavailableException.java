package org.tracehook.dynamodb;

import org.tracehook.aws.AwsFailure;
import software.amazon.awssdk.core.exception.SdkException;

/** The table does not do what it is asked; the message says why, and what an operator can do about it. */
public final class TableUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TableUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

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
            case BUSY -> "is too busy: DynamoDB throttles";
            case SILENT -> "does not answer in time";
            case OTHER -> "cannot be reached or used";
        };
    }
}
