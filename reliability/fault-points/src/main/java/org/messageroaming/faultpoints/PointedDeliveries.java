package org.messageroaming.faultpoints;

import java.util.List;
import org.messageroaming.history.fanout.Delivery;
import org.messageroaming.history.fanout.InboxDeliveries;
import org.messageroaming.history.fanout.Scrub;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

record PointedDeliveries(InboxDeliveries inboxes, FaultPoints points, Sabotage sabotage) implements InboxDeliveries {
    private static final Logger LOG = LoggerFactory.getLogger(PointedDeliveries.class);

    @Override
    public void deliver(List<Delivery> deliveries) {
        points.pass(FaultPoint.BEFORE_DELIVERY);
        try {
            inboxes.deliver(deliveries);
        } catch (StoreUnavailableException e) {
            if (sabotage != Sabotage.FORGET_FAILED_DELIVERIES) {
                throw e;
            }
            LOG.debug("forgotten on purpose", e);
        }
        points.pass(FaultPoint.DELIVERED);
    }

    @Override
    public void scrub(List<Scrub> scrubs) {
        inboxes.scrub(scrubs);
    }

    @Override
    public void erase(UserId user) {
        inboxes.erase(user);
    }
}
