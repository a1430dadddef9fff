package org.messageroaming.offline.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.messageroaming.offline.OfflineIT;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;

class DeviceApiIT extends OfflineIT {
    private static final String DEVICES = "/v1/users/me/devices";

    @Autowired
    private StringRedisTemplate redis;

    private JsonNode remember(String device, String cursor) throws Exception {
        return call(
                200, "PUT", DEVICES + "/" + device + "/cursor", TOKENS.user(user), "{\"cursor\":\"" + cursor + "\"}");
    }

    private JsonNode devices() throws Exception {
        return call(200, "GET", DEVICES, TOKENS.user(user), null);
    }

    private String cursor() throws Exception {
        return pull("?after=latest").path("cursor").asString();
    }

    @Test
    void aDeviceThatLostItsCursorReadsOnFromTheRememberedOne() throws Exception {
        deliver("e1");
        remember("phone", cursor());
        deliver("e2");
        deliver("e3");

        JsonNode page = pull("?device=phone");

        assertThat(page.path("entries")).hasSize(2);
        assertThat(page.path("gap").isNull()).isTrue();
        assertThat(devices().path(0).path("deviceId").asString()).isEqualTo("phone");
        assertThat(devices().path(0).path("pending").asLong())
                .as("a pull does not move it")
                .isEqualTo(2);
        assertThat(devices().path(0).path("updatedAt").asString()).endsWith("Z");
    }

    @Test
    void aRememberedCursorOnlyMovesForward() throws Exception {
        deliver("e1");
        String early = cursor();
        deliver("e2");
        String late = cursor();
        remember("phone", late);
        assertThat(remember("phone", early).path("pending").asLong()).isZero();
        deliver("e3");
        assertThat(pull("?device=phone").path("entries")).hasSize(1);
    }

    @Test
    void ofTwoCursorsOfOnePlaceTheOneThatKnowsMoreStays() throws Exception {
        deliver("e1");
        String early = cursor();
        deliver("e2");
        String late = pull("?limit=1").path("cursor").asString();
        remember("phone", late);
        assertThat(remember("phone", early).path("cursor").asString())
                .as("early knows nothing of e2, so it could not tell that e2 was lost")
                .isEqualTo(late);
    }

    @Test
    void aDeviceThatIsNotRememberedIsToldThatItMissedSomething() throws Exception {
        deliver("e1");
        JsonNode unknown = pull("?device=tablet");
        assertThat(unknown.path("gap").asString()).isEqualTo("RESET");
        assertThat(unknown.path("entries")).hasSize(1);
        remember("tablet", cursor());
        call(204, "DELETE", DEVICES + "/tablet", TOKENS.user(user), null);
        call(204, "DELETE", DEVICES + "/tablet", TOKENS.user(user), null);
        assertThat(devices()).isEmpty();
        assertThat(pull("?device=tablet").path("gap").asString()).isEqualTo("RESET");
    }

    @Test
    void aCursorThatALostInboxGaveGivesWayToANewOneAndNeverTheOtherWayRound() throws Exception {
        deliver("e1");
        deliver("e2");
        String lost = cursor();
        remember("phone", lost);
        redis.delete(redis.keys(PREFIX + ":{" + user + "}:[ems]*"));
        deliver("e3");

        assertThat(devices().path(0).path("pending").asLong())
                .as("of no use, so all")
                .isEqualTo(1);
        assertThat(pull("?device=phone").path("gap").asString()).isEqualTo("RESET");
        assertThat(remember("phone", cursor()).path("pending").asLong()).isZero();
        assertThat(remember("phone", lost).path("pending").asLong())
                .as("not replaced")
                .isZero();
    }

    @Test
    void anInboxThatBeginsWithADeviceDoesNotStayForever() throws Exception {
        deliver("e1");
        String cursor = cursor();
        redis.delete(redis.keys(PREFIX + ":{" + user + "}:*"));
        remember("phone", cursor);
        assertThat(redis.getExpire(PREFIX + ":{" + user + "}:meta")).isPositive();
        redis.delete(PREFIX + ":{" + user + "}:meta");
        devices();
        assertThat(redis.getExpire(PREFIX + ":{" + user + "}:meta")).isPositive();
    }

    @Test
    void theDeviceThatWasUpdatedLongestAgoGoesWhenThereAreTooMany() throws Exception {
        deliver("e1");
        for (String device : new String[] {"d1", "d2", "d3", "d4"}) {
            remember(device, cursor());
            Thread.sleep(3);
        }
        assertThat(devices().values().stream().map(one -> one.path("deviceId").asString()))
                .containsExactly("d2", "d3", "d4");
    }

    @Test
    void onlyItsOwnerMovesACursorAndBothWaysOfNamingAPlaceAreRefusedTogether() throws Exception {
        deliver("e1");
        String cursor = cursor();
        String body = "{\"cursor\":\"" + cursor + "\"}";
        call(403, "PUT", "/v1/users/" + user + "/devices/d/cursor", TOKENS.user("other"), body);
        call(403, "PUT", "/v1/users/" + user + "/devices/d/cursor", TOKENS.service("gateway"), body);
        call(403, "GET", "/v1/users/" + user + "/devices", TOKENS.user("other"), null);
        call(200, "GET", "/v1/users/" + user + "/devices", TOKENS.service("gateway"), null);
        call(400, "PUT", DEVICES + "/d/cursor", TOKENS.user(user), "{\"cursor\":\"nonsense\"}");
        call(400, "PUT", DEVICES + "/d/cursor", TOKENS.user(user), "{}");
        call(400, "PUT", DEVICES + "/d%20/cursor", TOKENS.user(user), body);
        call(400, "GET", "/v1/users/me/inbox?device=d&after=" + cursor, TOKENS.user(user), null);
        assertThat(devices()).isEmpty();
    }
}
