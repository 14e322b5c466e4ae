package org.tracehook.tracelog;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What is logged in a category, and below it, while a test runs: level and message, such as {@code WARNING no answer}. */
public final class LogMessages extends Handler implements BeforeEachCallback, AfterEachCallback {

    private final Logger category;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    /** Takes what is logged in that category and below it. */
    public LogMessages(String category) {
        this.category = Logger.getLogger(category);
    }

    /** Takes what that class logs. */
    public LogMessages(Class<?> logging) {
        this(logging.getName());
    }

    /** The messages so far. */
    public List<String> all() {
        return messages;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        category.addHandler(this);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        category.removeHandler(this);
    }

    @Override
    public void publish(LogRecord event) {
        messages.add(event.getLevel() + " " + new SimpleFormatter().formatMessage(event));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
