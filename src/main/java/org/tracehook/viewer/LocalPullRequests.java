package org.tracehook.viewer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tracehook.trace.TraceJson;

/**
 * What the stand-in of a git host keeps, as GitHub's API describes it. Used by one thread at a time.
 *
 * @param requests as JSON, in the order of their numbers, which begin with 1
 * @param statuses as JSON, by commit and context
 */
record LocalPullRequests(List<String> requests, Map<String, Map<String, String>> statuses) {

    /** What outlives a live reload. */
    @SuppressWarnings("unchecked")
    static LocalPullRequests kept() {
        return new LocalPullRequests(
                (List<String>) LiveReload.kept().computeIfAbsent("pull requests", key -> new ArrayList<String>()),
                (Map<String, Map<String, String>>) LiveReload.kept()
                        .computeIfAbsent("commit statuses", key -> new HashMap<String, Map<String, String>>()));
    }

    /** Those that the test holds for. */
    ArrayNode all(Predicate<ObjectNode> test) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        requests.stream().map(LocalPullRequests::read).filter(test).forEach(all::add);
        return all;
    }

    Optional<ObjectNode> numbered(int number) {
        return number >= 1 && number <= requests.size()
                ? Optional.of(read(requests.get(number - 1)))
                : Optional.empty();
    }

    int nextNumber() {
        return requests.size() + 1;
    }

    void add(ObjectNode request) {
        requests.add(request.toString());
    }

    /** In the place of an earlier one of its context. */
    void addStatus(String commit, ObjectNode status) {
        statuses.computeIfAbsent(commit, key -> new HashMap<>())
                .put(status.path("context").asText(), status.toString());
    }

    List<ObjectNode> statusesOf(String commit) {
        return statuses.getOrDefault(commit, Map.of()).values().stream()
                .map(LocalPullRequests::read)
                .toList();
    }

    private static ObjectNode read(String json) {
        return TraceJson.object(json);
    }
}
