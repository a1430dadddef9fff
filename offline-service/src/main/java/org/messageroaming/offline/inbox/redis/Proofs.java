package org.messageroaming.offline.inbox.redis;

import java.security.SecureRandom;
import java.util.Base64;

/** What cursors prove themselves by: drawn at random, so that what is lost and what replaces it are told apart. */
final class Proofs {
    private static final int INCARNATION_BYTES = 9;
    /** How many characters a check has, as in {@code retention.lua}. */
    static final int CHECK_LENGTH = 6;

    private static final int CHECK_BITS = 6 * CHECK_LENGTH;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final SecureRandom random;

    Proofs(SecureRandom random) {
        this.random = random;
    }

    /** For an inbox that begins: 12 characters. */
    String incarnation() {
        byte[] bytes = new byte[INCARNATION_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** For an attempt to deliver an entry: {@value #CHECK_LENGTH} characters. */
    String check() {
        long bits = random.nextLong();
        StringBuilder check = new StringBuilder();
        for (int shift = 0; shift < CHECK_BITS; shift += 6) {
            check.append(ALPHABET.charAt((int) (bits >>> shift) & 63));
        }
        return check.toString();
    }
}
