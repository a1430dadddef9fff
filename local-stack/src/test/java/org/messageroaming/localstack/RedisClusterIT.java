package org.messageroaming.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RedisClusterIT {

    /** The slot of the key is 12182, which is the last third. */
    private static final String KEY = "foo";

    @Test
    void aKeyIsKeptByTheNodeOfItsSlotAndOutlivesThatNodesDeath() throws IOException {
        try (RedisCluster cluster = RedisCluster.start(RedisClusterOptions.defaults())) {
            assertThat(cluster.endpoints()).hasSize(3).doesNotHaveDuplicates();
            Endpoint owner = cluster.endpoints().get(2);
            assertThat(RedisQuestion.ask(owner, "SET " + KEY + " value")).isEqualTo("OK");
            assertThatThrownBy(() -> RedisQuestion.ask(cluster.endpoints().get(0), "GET " + KEY))
                    .hasMessageContaining("MOVED 12182 " + owner);

            // The append-only file is written before the answer and is on the disk a second later at the latest.
            cluster.node(2).kill();
            assertThat(cluster.restart(2).endpoint()).isEqualTo(owner);
            cluster.awaitWhole();
            assertThat(RedisQuestion.ask(owner, "GET " + KEY)).isEqualTo("value");
        }
    }

    @Test
    void allNodesCanBeStartedAgainAfterAllHaveDied() {
        try (RedisCluster cluster = RedisCluster.start(RedisClusterOptions.defaults())) {
            for (int i = 0; i < cluster.size(); i++) {
                cluster.node(i).kill();
            }
            for (int i = 0; i < cluster.size(); i++) {
                cluster.restart(i);
            }
            cluster.awaitWhole();
            assertThat(cluster.endpoints()).allMatch(node -> Probe.redis(node).answers());
        }
    }

    @Test
    void oneNodeIsAClusterToo() throws IOException {
        RedisClusterOptions options = RedisClusterOptions.defaults().withNodes(1);
        try (RedisCluster cluster = RedisCluster.start(options)) {
            assertThat(RedisQuestion.ask(cluster.endpoints().get(0), "SET " + KEY + " value"))
                    .isEqualTo("OK");
        }
    }
}
