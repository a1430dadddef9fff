package org.messageroaming.offline.inbox.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.InboxEntry;
import org.messageroaming.offline.inbox.InboxPage;

/** An answer to a pull: stored bytes go into it as they are. */
final class PageBody {
    private static final byte[] BEGIN = ascii("{\"entries\":[");

    private PageBody() {}

    static byte[] of(InboxPage page, UserId user) {
        List<InboxEntry> entries = page.entries();
        String gap = page.gap() == null ? "null" : "\"" + page.gap() + "\"";
        byte[] end = ascii("],\"cursor\":\"" + page.cursor().encode(user) + "\",\"hasMore\":" + page.hasMore()
                + ",\"gap\":" + gap + "}");
        int commas = Math.max(0, entries.size() - 1);
        ByteBuffer body = ByteBuffer.allocate(
                BEGIN.length + entries.stream().mapToInt(InboxEntry::length).sum() + commas + end.length);
        body.put(BEGIN);
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                body.put((byte) ',');
            }
            entries.get(i).writeTo(body);
        }
        return body.put(end).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
