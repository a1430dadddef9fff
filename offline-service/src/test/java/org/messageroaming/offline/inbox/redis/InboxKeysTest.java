package org.messageroaming.offline.inbox.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.UserId;

class InboxKeysTest {

    @Test
    void allKeysOfAUserShareOneSlotOfACluster() {
        byte[][] keys = new InboxKeys("roaming").of(new UserId("alice@example.org:1"));
        assertThat(Arrays.stream(keys).map(SlotHash::getSlot).distinct()).hasSize(1);
    }
}
