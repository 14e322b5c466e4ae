package org.tracehook.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.eclipse.microprofile.config.spi.Converter;
import org.tracehook.config.SettingConverters;

/** Where dev mode serves on this machine. */
interface DevModeConfig {

    /** Dev mode's page of traces. */
    @ConfigMapping(prefix = "tracehook.viewer")
    interface PageConfig {

        /** The port of the page, up to 65535; {@code 0} takes any free one. */
        @WithDefault("8090")
        @WithConverter(PortConverter.class)
        int port();
    }

    /** What takes requests for the function in dev mode. */
    @ConfigMapping(prefix = "tracehook.local-gateway")
    interface GatewayConfig {

        /** The port of 127.0.0.1 on which requests are taken, up to 65535; {@code 0} takes any free one. */
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
