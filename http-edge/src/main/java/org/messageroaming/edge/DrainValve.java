package org.messageroaming.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Reads what is left of a body after the request was answered, within limits, so that the client gets to read the answer. Tomcat
 * itself would go on reading for as long as a byte comes now and then, with a thread for each of those who need no token to be refused.
 */
final class DrainValve extends ValveBase {
    private static final int BUFFER = 8192;

    private final BodyProperties properties;
    private final Semaphore places;

    DrainValve(BodyProperties properties) {
        super(true);
        this.properties = properties;
        this.places = new Semaphore(properties.maxDrains());
    }

    /** Of a request that goes on without a thread Tomcat reads no more than once. */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!request.isAsync() && !request.getCoyoteRequest().isFinished()) {
            response.finishResponse();
            if (response.getStatus() == HttpServletResponse.SC_REQUEST_TIMEOUT || !drains(request.getStream())) {
                request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }
    }

    /** Whether the end of the body was reached. */
    private boolean drains(InputStream body) {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            return isReadToItsEnd(body);
        } catch (IOException malformedOrGone) {
            return false;
        } finally {
            places.release();
        }
    }

    private boolean isReadToItsEnd(InputStream body) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long end = System.nanoTime() + properties.drainTime().toNanos();
        long left = properties.drainSize().toBytes();
        while (left >= 0 && System.nanoTime() - end < 0) {
            int read = body.read(buffer);
            if (read < 0) {
                return true;
            }
            left -= read;
        }
        return false;
    }
}
