package org.messageroaming.offline.inbox.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.messageroaming.edge.ClientConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;

/**
 * What a client that waits is sent: bytes of white space and then its page, only ever as much as it takes, so that no thread waits
 * for one that does not read. Who has not taken all when its time is over is let go.
 *
 * <p>The container's threads wait in {@link #onError(AsyncEvent)}, {@link #onTimeout} and {@link #onComplete} until no other thread
 * writes. When one meets a client that is gone, Tomcat has another end the request and give its objects to the next one while the
 * first is still about to mark them as failed: whoever came next would be closed without an answer.
 */
final class HeldAnswer implements WriteListener, AsyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(HeldAnswer.class);

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Runnable ending;
    private volatile byte @Nullable [] page;
    private volatile boolean beats;
    private boolean over;
    private boolean written;
    private boolean unflushed;

    /**
     * To be called by the request's own thread; nothing is sent before that one is done with it, since headers are added until then.
     *
     * @param time until the client must have taken all
     * @param ending run when nothing more will be sent, whatever the reason; more than once, perhaps
     */
    HeldAnswer(AsyncContext context, Duration time, Runnable ending) {
        this.context = context;
        this.ending = ending;
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        try {
            this.out = response.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.setTimeout(time.toMillis());
        context.addListener(this);
        out.setWriteListener(this);
    }

    /** Sends a byte of white space, unless the client has not taken the last one yet. */
    void beat() {
        beats = true;
        onWritePossible();
    }

    /** Sends the page, and nothing more after it. */
    void end(byte[] body) {
        page = body;
        onWritePossible();
    }

    /** Sends what there is as far as the client takes it. The container calls again when it takes more. */
    @Override
    public synchronized void onWritePossible() {
        try {
            boolean more = true;
            while (more && !over && out.isReady()) {
                more = sendsMore();
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("the client went away", e);
            finish();
        }
    }

    /** Writing and flushing are steps of their own: either may be all that the client takes for now. */
    private boolean sendsMore() throws IOException {
        byte[] body = page;
        if (unflushed) {
            unflushed = false;
            out.flush();
        } else if (written) {
            finish();
        } else if (body != null) {
            written = true;
            unflushed = true;
            out.write(body);
        } else if (beats) {
            beats = false;
            unflushed = true;
            out.write(' ');
        } else {
            return false;
        }
        return true;
    }

    private synchronized void finish() {
        if (!over) {
            over = true;
            ending.run();
            try {
                context.complete();
            } catch (IllegalStateException alreadyOver) {
                LOG.trace("the request is over", alreadyOver);
            }
        }
    }

    @Override
    public synchronized void onTimeout(AsyncEvent event) {
        LOG.debug("the client did not take its answer");
        ClientConnection.drop(context.getRequest());
        finish();
    }

    /** Tells of the same as the other one, earlier. */
    @Override
    public void onError(Throwable error) {}

    @Override
    public void onError(AsyncEvent event) {
        LOG.debug("the client went away", event.getThrowable());
        finish();
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        over = true;
        ending.run();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
