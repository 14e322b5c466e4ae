package org.tracehook.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Packs what is deployed: the function, and a template that allows no other processor than the one it is built for.
 * CloudFormation then refuses another {@code Architecture} before it changes anything.
 *
 * <p>Maven runs this file as it is, {@code java DeploymentZip.java template.yaml target/function.zip target}.
 */
final class DeploymentZip {

    /** What the function's executable is built for; the names are Lambda's. */
    private enum Architecture {
        X86_64(0x3e),
        ARM64(0xb7);

        /** In the header of an executable for Linux, {@code e_machine} of ELF. */
        private final int machine;

        Architecture(int machine) {
            this.machine = machine;
        }
    }

    /** Of ELF: its sign, 64 bits, lowest byte first. */
    private static final byte[] LINUX = {0x7f, 'E', 'L', 'F', 2, 1};

    private static final int AT_MACHINE = 18;

    private final Path template;
    private final Path function;

    DeploymentZip(Path template, Path function) {
        this.template = template;
        this.function = function;
    }

    /** Packs a template and a function's zip into a zip in a directory, and says so. */
    public static void main(String[] args) throws IOException {
        try {
            System.out.println(
                    "Packed " + new DeploymentZip(Path.of(args[0]), Path.of(args[1])).writeTo(Path.of(args[2])));
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Writes the zip, in place of an earlier one.
     *
     * @return the file, {@code tracehook-jvm.zip}, {@code tracehook-native-arm64.zip} or {@code tracehook-native-x86_64.zip}
     * @throws IllegalStateException if Lambda could not run the function
     */
    Path writeTo(Path directory) throws IOException {
        String kind = "jvm";
        String text = Files.readString(template);
        try (ZipFile zip = new ZipFile(function.toFile())) {
            ZipEntry executable = zip.getEntry("bootstrap");
            if (executable == null) {
                text = allowOnly(text, "Packaging", "jvm");
            } else {
                String architecture = architecture(zip, executable);
                kind = "native-" + architecture;
                text = allowOnly(allowOnly(text, "Packaging", "native"), "Architecture", architecture);
            }
        }
        deleteEarlier(directory);
        Path written = directory.resolve("tracehook-" + kind + ".zip");
        write(written, text);
        return written;
    }

    private static String architecture(ZipFile zip, ZipEntry executable) throws IOException {
        byte[] header;
        try (InputStream bytes = zip.getInputStream(executable)) {
            header = bytes.readNBytes(AT_MACHINE + 2);
        }
        for (Architecture architecture : Architecture.values()) {
            if (Arrays.equals(header, 0, Math.min(LINUX.length, header.length), LINUX, 0, LINUX.length)
                    && header.length == AT_MACHINE + 2
                    && header[AT_MACHINE] == (byte) architecture.machine
                    && header[AT_MACHINE + 1] == 0) {
                return architecture.name().toLowerCase(Locale.ROOT);
            }
        }
        throw new IllegalStateException(
                "The executable in " + zip.getName() + " is not for Linux on x86_64 or arm64, which"
                        + " Lambda has: build it on such a machine, or with -Dquarkus.native.container-build=true.");
    }

    /** The template with one value left for a parameter, which is its default. */
    private static String allowOnly(String template, String parameter, String value) {
        Matcher found = Pattern.compile("(\n  " + parameter
                        + ":\n(?:    [A-Z].*\n)*?    Default: ).*\n    AllowedValues: \\[.*\\b" + value + "\\b.*]\n")
                .matcher(template);
        if (!found.find()) {
            throw new IllegalStateException("template.yaml has no parameter " + parameter + " that may be " + value);
        }
        return found.replaceFirst("$1" + value + "\n    AllowedValues: [" + value + "]\n");
    }

    private static void deleteEarlier(Path directory) throws IOException {
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(directory, "tracehook-*.zip")) {
            for (Path file : earlier) {
                Files.delete(file);
            }
        }
    }

    private void write(Path file, String text) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(entry("template.yaml"));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(entry("function.zip"));
            Files.copy(function, zip);
            zip.closeEntry();
        }
    }

    /** Of no particular time, so that the same function gives the same bytes. */
    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
        return entry;
    }
}
