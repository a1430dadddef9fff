package org.messageroaming.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Passwords drawn at random, by name, and the files of {@code deploy/} with them put in, as {@code deploy/keys} does it. */
public final class Secrets {

    private static final Pattern NAME = Pattern.compile("@([a-z-]+)@");
    private static final Pattern COMMENT = Pattern.compile("(?m)^(#|--).*\\R");

    private final Map<String, String> passwords = new ConcurrentHashMap<>();

    /** The password of this name, drawn when it is first asked for: letters and digits. */
    public String password(String name) {
        return passwords.computeIfAbsent(
                name, drawn -> UUID.randomUUID().toString().replace("-", ""));
    }

    /**
     * The file without its comments, and with the passwords where their names stand between {@code @}.
     *
     * @throws LocalStackException if it cannot be read
     */
    public String withPasswords(Path template) {
        return filled(template, this::password);
    }

    /**
     * The same with each password's SHA-256, in hexadecimal, in its place.
     *
     * @throws LocalStackException if it cannot be read
     */
    public String withHashes(Path template) {
        return filled(template, name -> sha256(password(name)));
    }

    private static String filled(Path template, UnaryOperator<String> value) {
        try {
            String text = COMMENT.matcher(Files.readString(template)).replaceAll("");
            return NAME.matcher(text).replaceAll(found -> value.apply(found.group(1)));
        } catch (IOException e) {
            throw new LocalStackException(
                    template + " cannot be read (" + e.getMessage() + "); see that it is there.", e);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
