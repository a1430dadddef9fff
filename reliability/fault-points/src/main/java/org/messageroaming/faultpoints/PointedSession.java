package org.messageroaming.faultpoints;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A session that passes {@link FaultPoint#SEGMENT_SEALED} just before it deletes a segment's entries. */
final class PointedSession {
    private static final String DELETION = "DELETE FROM journal";

    private PointedSession() {}

    static CqlSession of(CqlSession session, FaultPoints points) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (arguments != null && arguments[0] instanceof BoundStatement bound && deletesSegment(bound)) {
                points.pass(FaultPoint.SEGMENT_SEALED);
            }
            try {
                return method.invoke(session, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        };
        return (CqlSession) Proxy.newProxyInstance(
                PointedSession.class.getClassLoader(), new Class<?>[] {CqlSession.class}, handler);
    }

    private static boolean deletesSegment(BoundStatement bound) {
        return bound.getPreparedStatement().getQuery().startsWith(DELETION);
    }
}
