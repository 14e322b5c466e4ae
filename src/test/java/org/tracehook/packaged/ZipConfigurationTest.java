package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ZipConfigurationTest {

    private static final String FILE = "config/application.properties";

    @Test
    void bothZipsBringTheSameFile() throws IOException {
        assertEquals(
                Files.readString(Path.of("src/main/zip.jvm", FILE)),
                Files.readString(Path.of("src/main/zip.native", FILE)));
    }
}
