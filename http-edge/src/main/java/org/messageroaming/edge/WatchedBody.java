package org.messageroaming.edge;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.messageroaming.model.problem.RequestRejectedException;

/** A body that must not be longer than its limit, nor arrive more slowly. */
final class WatchedBody extends ServletInputStream {
    private final ServletInputStream source;
    private final HttpProperties properties;
    private final boolean streamed;
    private final LongSupplier nanoTime;
    private long count;
    private long waited;

    /**
     * @param streamed whether it may be of any length
     * @param nanoTime as {@link System#nanoTime}
     */
    WatchedBody(ServletInputStream source, HttpProperties properties, boolean streamed, LongSupplier nanoTime) {
        this.source = source;
        this.properties = properties;
        this.streamed = streamed;
        this.nanoTime = nanoTime;
    }

    @Override
    public int read() throws IOException {
        long start = nanoTime.getAsLong();
        int read = source.read();
        check(read < 0 ? 0 : 1, start);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long start = nanoTime.getAsLong();
        int read = source.read(buffer, offset, length);
        check(Math.max(0, read), start);
        return read;
    }

    private void check(int read, long start) throws SlowBodyException {
        count += read;
        waited += nanoTime.getAsLong() - start;
        long limit = properties.maxBody().toBytes();
        if (!streamed && count > limit) {
            throw RequestRejectedException.tooLarge("The body must have at most " + limit + " bytes");
        }
        if (waited > patience()) {
            throw new SlowBodyException();
        }
    }

    /** For how many nanoseconds one may have waited for what has come. */
    private long patience() {
        BodyProperties body = properties.body();
        Duration byPace = body.grace()
                .plusMillis(count * TimeUnit.SECONDS.toMillis(1) / body.pace().toBytes());
        return (streamed || byPace.compareTo(body.time()) < 0 ? byPace : body.time()).toNanos();
    }

    @Override
    public boolean isFinished() {
        return source.isFinished();
    }

    @Override
    public boolean isReady() {
        return source.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        source.setReadListener(listener);
    }
}
