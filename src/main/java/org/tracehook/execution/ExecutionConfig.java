package org.tracehook.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
import org.tracehook.config.SettingConverters;
import org.tracehook.config.SettingConverters.Address;

/** When a delivery is run. */
@ConfigMapping(prefix = "tracehook")
public interface ExecutionConfig {

    /**
     * {@code inline}: the reply tells how the run ended. {@code acknowledge}: the reply comes at once, and an invocation of
     * its own runs the delivery, for as long as Lambda lets it; outside Lambda it is run inline all the same.
     */
    @WithDefault("inline")
    @WithConverter(ReplyTimeConverter.class)
    ReplyTime execution();

    /** How the function invokes itself. */
    Acknowledge acknowledge();

    /** How the function invokes itself. */
    interface Acknowledge {

        /** Another address of Lambda's API than AWS' own, such as {@code http://localhost:9001}. */
        @WithConverter(Address.class)
        Optional<URI> endpointOverride();
    }

    /** When the reply comes. */
    enum ReplyTime {
        /** After the run. */
        INLINE,
        /** Before the run. */
        ACKNOWLEDGE
    }

    /** Reads it. */
    final class ReplyTimeConverter implements Converter<ReplyTime> {

        @Override
        public ReplyTime convert(String text) {
            return SettingConverters.oneOf(ReplyTime.class, text);
        }
    }
}
