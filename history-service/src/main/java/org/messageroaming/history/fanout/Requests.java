package org.messageroaming.history.fanout;

import java.util.ArrayList;
import java.util.List;

/** How steps go to offline-service: in order, of one kind in each request, and of no more than it takes. */
final class Requests {
    private static final int MAX_STEPS = 100;
    private static final long MAX_BYTES = 512 * 1024;

    private Requests() {}

    /** Runs of steps of one kind, each fit for one request. */
    static List<List<Step>> of(List<Step> steps) {
        List<List<Step>> requests = new ArrayList<>();
        List<Step> request = new ArrayList<>();
        long bytes = 0;
        for (Step step : steps) {
            boolean full = request.size() == MAX_STEPS || bytes + step.size() > MAX_BYTES;
            if (!request.isEmpty() && (full || !request.get(0).getClass().equals(step.getClass()))) {
                requests.add(request);
                request = new ArrayList<>();
                bytes = 0;
            }
            request.add(step);
            bytes += step.size();
        }
        if (!request.isEmpty()) {
            requests.add(request);
        }
        return requests;
    }
}
