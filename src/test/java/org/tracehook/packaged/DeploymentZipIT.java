package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the build packed the function that the other tests run. */
class DeploymentZipIT {

    @Test
    void theOneZipToDeployHoldsThisFunctionForThisProcessor() throws IOException {
        Path function = FunctionZip.built().file();
        List<Path> packed = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(function.getParent(), "tracehook-*.zip")) {
            found.forEach(packed::add);
        }

        assertEquals(List.of(function.resolveSibling("tracehook-" + kind() + ".zip")), packed);
        try (FileSystem zip = FileSystems.newFileSystem(packed.get(0))) {
            assertEquals(-1, Files.mismatch(function, zip.getPath("function.zip")));
        }
    }

    private static String kind() throws IOException {
        if (!FunctionZip.builtIsNative()) {
            return "jvm";
        }
        return System.getProperty("os.arch").equals("aarch64") ? "native-arm64" : "native-x86_64";
    }
}
