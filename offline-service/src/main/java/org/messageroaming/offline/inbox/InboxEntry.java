package org.messageroaming.offline.inbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An entry as the client gets it: a JSON object that begins with the sequence, and goes on as it is stored. */
public final class InboxEntry {
    private final byte[] head;
    private final byte[] stored;
    private final int from;

    /**
     * @param seq the entry's sequence
     * @param stored the object's members after the sequence, and its closing brace; not copied
     * @param from where in {@code stored} they begin
     */
    public InboxEntry(long seq, byte[] stored, int from) {
        this.head = ("{\"seq\":" + seq + ",").getBytes(StandardCharsets.US_ASCII);
        this.stored = stored;
        this.from = from;
    }

    /** In bytes. */
    public int length() {
        return head.length + stored.length - from;
    }

    /** Appends the JSON text. */
    public void writeTo(ByteBuffer body) {
        body.put(head).put(stored, from, stored.length - from);
    }

    /** The JSON text. */
    @Override
    public String toString() {
        ByteBuffer text = ByteBuffer.allocate(length());
        writeTo(text);
        return new String(text.array(), StandardCharsets.UTF_8);
    }
}
