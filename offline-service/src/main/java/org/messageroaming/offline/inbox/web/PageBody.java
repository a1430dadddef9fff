package org.messageroaming.offline.inbox.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.InboxPage;

/** An answer to a pull: stored bytes go into it as they are. */
final class PageBody {
    private static final int FRAME = 300;

    private PageBody() {}

    static byte[] of(InboxPage page, UserId user) {
        List<byte[]> entries = page.entries();
        int size = entries.stream().mapToInt(entry -> entry.length + 1).sum();
        ByteArrayOutputStream body = new ByteArrayOutputStream(size + FRAME);
        body.writeBytes(ascii("{\"entries\":["));
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(entries.get(i));
        }
        String gap = page.gap() == null ? "null" : "\"" + page.gap() + "\"";
        body.writeBytes(ascii("],\"cursor\":\"" + page.cursor().encode(user) + "\",\"hasMore\":" + page.hasMore()
                + ",\"gap\":" + gap + "}"));
        return body.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
