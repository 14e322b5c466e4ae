package org.tracehook.agent.remote;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** TLS with a certificate that nobody vouches for. */
public final class SelfSigned {

    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "agent";

    private SelfSigned() {}

    /** Makes sockets that show a new certificate of {@code 127.0.0.1}. */
    public static ServerSocketFactory sockets() throws Exception {
        return sockets(keyStore());
    }

    /**
     * The same, and a trust store that vouches for the certificate.
     *
     * @param trustStore the file that is written
     * @return the sockets; Java is given {@link #trusting} with that file
     */
    public static ServerSocketFactory sockets(Path trustStore) throws Exception {
        KeyStore keys = keyStore();
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        try (OutputStream out = Files.newOutputStream(trustStore)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return sockets(keys);
    }

    /** The options with which Java, or an executable, trusts what is in that file alone. */
    public static String[] trusting(Path trustStore) {
        return new String[] {
            "-Djavax.net.ssl.trustStore=" + trustStore, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD
        };
    }

    private static ServerSocketFactory sockets(KeyStore store) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    private static KeyStore keyStore() throws Exception {
        Path directory = Files.createTempDirectory(Path.of("target"), "self-signed");
        Path file = directory.resolve("keys.p12");
        // The JDK has no public way to sign a certificate but this tool.
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        ALIAS,
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new AssertionError("keytool failed, see " + directory);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
