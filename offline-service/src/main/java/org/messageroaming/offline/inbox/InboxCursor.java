package org.messageroaming.offline.inbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.RequestRejectedException;

/**
 * How far a device has come, with proof: it names the inbox's incarnation, the last entry that was given and the newest one
 * that existed then, each with its check. An inbox that was lost has another incarnation; one that went back to an older copy
 * lacks the entry, or has another one under its number, whose check differs.
 *
 * @param incarnation drawn when the inbox began
 * @param seq the last entry that was given; 0 before the first
 * @param check that entry's check; empty for 0
 * @param tip the newest entry that existed; 0 when there was none
 * @param tipCheck that entry's check; empty for 0
 * @param issuedAt when the cursor was given, to the second
 */
public record InboxCursor(String incarnation, long seq, String check, long tip, String tipCheck, Instant issuedAt) {

    private static final Pattern TEXT = Pattern.compile(
            "1~([A-Za-z0-9_-]{1,32})~(\\d{1,16})~([A-Za-z0-9_-]{0,16})~(\\d{1,16})~([A-Za-z0-9_-]{0,16})~(\\d{1,12})~([A-Za-z0-9_-]{8})");
    private static final int LONGEST = 256;
    private static final int OWNER_BYTES = 6;

    /** The text that the client stores; it is of use to this user only. */
    public String encode(UserId user) {
        String text = String.join(
                "~",
                "1",
                incarnation,
                Long.toString(seq),
                check,
                Long.toString(tip),
                tipCheck,
                Long.toString(issuedAt.getEpochSecond()),
                owner(user));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads a cursor that a client gives back.
     *
     * @throws RequestRejectedException {@code invalid-cursor} when it is not one that this service gave to this user
     */
    public static InboxCursor decode(String text, UserId user) {
        Matcher parts = TEXT.matcher(unwrap(text));
        if (!parts.matches() || !parts.group(7).equals(owner(user))) {
            throw malformed();
        }
        return new InboxCursor(
                parts.group(1),
                Long.parseLong(parts.group(2)),
                parts.group(3),
                Long.parseLong(parts.group(4)),
                parts.group(5),
                Instant.ofEpochSecond(Long.parseLong(parts.group(6))));
    }

    private static String unwrap(String text) {
        try {
            return text.length() > LONGEST
                    ? ""
                    : new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static RequestRejectedException malformed() {
        return RequestRejectedException.cursor("The cursor is not one that was given to this user");
    }

    private static String owner(UserId user) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(user.value().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, OWNER_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
