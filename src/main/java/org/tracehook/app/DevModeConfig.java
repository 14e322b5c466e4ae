package org.tracehook.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.eclipse.microprofile.config.spi.Converter;
import org.tracehook.config.SettingConverters;

/** Where dev mode serves on this machine. */
@ConfigMapping(prefix = "tracehook")
interface DevModeConfig {

    /** The page of traces. */
    Page viewer();

    /** What takes requests for the function. */
    Gateway localGateway();

    /** The page of traces. */
    interface Page {

        /** The port of dev mode's page, up to 65535; {@code 0} takes any free one. */
        @WithDefault("8090")
        @WithConverter(PortConverter.class)
        int port();
    }

    /** What takes requests for the function. */
    interface Gateway {

        /** The port on which dev mode takes requests, up to 65535; {@code 0} takes any free one. */
        @WithDefault("8080")
        @WithConverter(PortConverter.class)
        int port();
    }

    /** Reads a port. */
    final class PortConverter implements Converter<Integer> {

        @Override
        public Integer convert(String text) {
            return SettingConverters.wholeNumber(text, 0, 65_535);
        }
    }
}
