package org.tracehook.dynamodb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Dynalite, an open-source DynamoDB in memory on loopback, from the first table to the end of this process. npm fetches it once
 * into {@code target}.
 */
final class Dynalite {

    /** With {@code true}, as CI sets it, tests fail where they would be skipped without node and npm. */
    private static final String REQUIRED = "DYNALITE_REQUIRED";

    private static final String MISSING = "There is no Dynalite: install node and npm, which fetch it";

    private static final String RELEASE = "dynalite@4.0.0";
    private static final Path FOLDER = Path.of("target", "dynalite");

    /**
     * Ends with this process, however that ends: its input does then. Dynalite itself would end with a request that was
     * broken off, such as a killed function's.
     */
    private static final String SCRIPT = """
            process.on('uncaughtException', error => { if (error.code !== 'ECONNRESET') throw error; });
            const server = require('dynalite')({createTableMs: 0});
            server.listen(0, '127.0.0.1', () => console.log(server.address().port));
            process.stdin.on('end', () => process.exit()).resume();
            """;

    private static URI endpoint;

    private Dynalite() {}

    /** Its address; the test is skipped where there is none. */
    static synchronized URI endpoint() {
        if (endpoint == null) {
            int port = port();
            if (port == 0 && "true".equals(System.getenv(REQUIRED))) {
                Assertions.fail(MISSING);
            }
            Assumptions.assumeTrue(port > 0, MISSING);
            endpoint = URI.create("http://127.0.0.1:" + port);
        }
        return endpoint;
    }

    /** 0 when it cannot be had. */
    private static int port() {
        try {
            fetch();
            Process node = new ProcessBuilder("node", "-e", SCRIPT)
                    .directory(FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
            String port = lines.readLine();
            return port == null ? 0 : Integer.parseInt(port);
        } catch (IOException e) {
            // A command that there is not.
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static void fetch() throws IOException, InterruptedException {
        if (!Files.isDirectory(FOLDER.resolve("node_modules/dynalite"))) {
            Files.createDirectories(FOLDER);
            new ProcessBuilder(
                            "npm",
                            "install",
                            "--silent",
                            "--ignore-scripts",
                            "--no-audit",
                            "--no-fund",
                            "--no-package-lock",
                            "--prefix",
                            ".",
                            RELEASE)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }
}
