package org.messageroaming.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Reads what is left of a body after the request was answered, within limits, so that the client gets to read the answer. Tomcat
 * itself would go on reading for as long as a byte comes now and then, with a thread for each of those who need no token to be refused.
 */
final class DrainValve extends ValveBase {
    private final BodyProperties properties;
    private final Semaphore places;

    DrainValve(BodyProperties properties) {
        super(true);
        this.properties = properties;
        this.places = new Semaphore(properties.maxDrains());
    }

    /** What goes on without a thread is a GET or a HEAD, and has no body. */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        org.apache.coyote.Request wire = request.getCoyoteRequest();
        if (!request.isAsync() && !wire.isFinished()) {
            response.finishResponse();
            if (response.getStatus() == HttpServletResponse.SC_REQUEST_TIMEOUT || !drains(wire)) {
                wire.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }
    }

    /** Whether the end of the body was reached. */
    private boolean drains(org.apache.coyote.Request wire) {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            return isReadToItsEnd(wire);
        } catch (IOException malformedOrGone) {
            return false;
        } finally {
            places.release();
        }
    }

    /** The stream that servlets see may be closed already. */
    private boolean isReadToItsEnd(org.apache.coyote.Request wire) throws IOException {
        Discarded bytes = new Discarded();
        long end = System.nanoTime() + properties.drainTime().toNanos();
        long left = properties.drainSize().toBytes();
        while (left >= 0 && System.nanoTime() - end < 0) {
            int read = wire.doRead(bytes);
            if (read < 0) {
                return true;
            }
            left -= read;
        }
        return false;
    }

    /** Tomcat shows its own buffer; nobody looks. */
    private static final class Discarded implements ApplicationBufferHandler {
        private ByteBuffer shown = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            shown = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return shown;
        }

        @Override
        public void expand(int size) {}
    }
}
