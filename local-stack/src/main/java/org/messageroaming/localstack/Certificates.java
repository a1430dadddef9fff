package org.messageroaming.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority of its own for servers on this machine, and one certificate of it, for {@code localhost} and 127.0.0.1,
 * that servers show to clients and clients to servers. Drawn by the JDK's keytool, for a week, and gone with their folder.
 */
public final class Certificates {

    private static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "authority";
    private static final String LOCAL = "local";
    private static final String STORE_TYPE = "PKCS12";
    private static final int PEM_LINE = 64;
    private static final int KEYTOOL_SECONDS = 60;

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /**
     * Draws an authority and a certificate.
     *
     * @param folder for the files, which exists; each authority needs one of its own
     * @throws LocalStackException if they cannot be made
     */
    public static Certificates create(Path folder) {
        Certificates certificates = new Certificates(folder);
        certificates.keytool(AUTHORITY, "-ext", "bc:critical=ca:true", "-ext", "ku:critical=keyCertSign");
        certificates.issue();
        return certificates;
    }

    /** Replaces the certificate and its key, in the same files, by new ones of the same authority. */
    public void renew() {
        try {
            KeyStore drawn = load(drawn());
            drawn.deleteEntry(LOCAL);
            store(drawn, drawn());
        } catch (GeneralSecurityException | IOException e) {
            throw failed(e);
        }
        issue();
    }

    private void issue() {
        keytool(LOCAL, "-signer", AUTHORITY, "-ext", "san=dns:localhost,ip:127.0.0.1");
        try {
            KeyStore drawn = load(drawn());
            Key key = drawn.getKey(LOCAL, PASSWORD.toCharArray());
            Certificate[] chain = drawn.getCertificateChain(LOCAL);
            Certificate authority = drawn.getCertificate(AUTHORITY);
            write(privateKey(), pem("PRIVATE KEY", key));
            write(certificate(), pem(chain));
            write(authority(), pem(authority));
            KeyStore own = empty();
            own.setKeyEntry(LOCAL, key, PASSWORD.toCharArray(), chain);
            store(own, keyStore());
            KeyStore trusted = empty();
            trusted.setCertificateEntry(AUTHORITY, authority);
            store(trusted, trustStore());
        } catch (GeneralSecurityException | IOException e) {
            throw failed(e);
        }
    }

    /** The authority's certificate, in PEM. */
    public Path authority() {
        return folder.resolve("ca.pem");
    }

    /** The certificate, followed by its authority's, in PEM. */
    public Path certificate() {
        return folder.resolve("local.pem");
    }

    /** The certificate's private key, in PEM (PKCS #8), not encrypted. */
    public Path privateKey() {
        return folder.resolve("local.key");
    }

    /** The certificate and its key, for Cassandra: PKCS #12, with {@link #password()}. */
    Path keyStore() {
        return folder.resolve("local.p12");
    }

    /** The authority's certificate, for Cassandra: PKCS #12, with {@link #password()}. */
    Path trustStore() {
        return folder.resolve("ca.p12");
    }

    String password() {
        return PASSWORD;
    }

    /** For a client that trusts the authority alone and shows the certificate where it is asked for one. */
    public SSLContext context() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load(trustStore()));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(load(keyStore()), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw failed(e);
        }
    }

    /** What keytool works on: both certificates with their keys. */
    private Path drawn() {
        return folder.resolve("drawn.p12");
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(STORE_TYPE);
        store.load(null, null);
        return store;
    }

    private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(STORE_TYPE);
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void store(KeyStore store, Path file) throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private void keytool(String alias, String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-validity", "7"));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-storetype", STORE_TYPE, "-keystore", drawn().toString(), "-storepass", PASSWORD));
        command.addAll(List.of(more));
        try {
            Path log = folder.resolve("keytool.log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new LocalStackException("keytool fails: \"" + ServerLog.lastTellingLine(log)
                        + "\"; see that its JDK is whole and that " + folder + " can be written.");
            }
        } catch (IOException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private LocalStackException failed(Exception e) {
        return new LocalStackException(
                "No certificates can be made in " + folder + " (" + e.getMessage() + "); see that it can be written.",
                e);
    }

    /** By renaming, so that who watches the file never reads half of it. */
    private static void write(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text, StandardCharsets.US_ASCII);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(Certificate... chain) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        for (Certificate certificate : chain) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return text.toString();
    }

    private static String pem(String kind, Key key) {
        return pem(kind, key.getEncoded());
    }

    /** RFC 7468. */
    static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + kind + "-----\n";
    }
}
