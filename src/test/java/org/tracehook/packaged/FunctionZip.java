package org.tracehook.packaged;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The file that is deployed. */
record FunctionZip(Path file) {

    /** The zip that this build made; Maven names it in the system property {@code function.zip}. */
    static FunctionZip built() {
        return new FunctionZip(Path.of(Objects.requireNonNull(
                System.getProperty("function.zip"),
                "The system property function.zip names no file: run ./mvnw verify")));
    }

    /** Whether this build's zip holds an executable, as {@code -Dnative} makes it, and not classes. */
    static boolean builtIsNative() throws IOException {
        return built().isNative();
    }

    /** Whether it holds an executable, and not classes. */
    boolean isNative() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            return Files.exists(zip.getPath("bootstrap"));
        }
    }

    /** Unpacks all files with the permissions that the zip gives them, as Lambda does. */
    void unpackTo(Path directory) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file, Map.of("enablePosixFileAttributes", true));
                Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            List<Path> files = entries.filter(Files::isRegularFile).toList();
            for (Path entry : files) {
                Path target =
                        directory.resolve(zip.getPath("/").relativize(entry).toString());
                Files.createDirectories(target.getParent());
                Files.copy(entry, target);
                Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(entry));
            }
        }
    }
}
