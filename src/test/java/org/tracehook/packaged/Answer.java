package org.tracehook.packaged;

/** What a function posted for one event: its response or the error that it reported, as JSON text. */
sealed interface Answer {

    /** Posted to {@code invocation/{id}/response}: what API Gateway would turn into the HTTP response. */
    record Response(String json) implements Answer {}

    /**
     * Posted to {@code invocation/{id}/error} or {@code init/error}.
     *
     * @param type the header {@code Lambda-Runtime-Function-Error-Type}; empty when it was not sent
     * @param json {@code errorType}, {@code errorMessage} and, by some clients, {@code stackTrace}
     */
    record Failure(String type, String json) implements Answer {}
}
