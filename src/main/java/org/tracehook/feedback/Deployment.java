package org.tracehook.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.Locale;
import org.tracehook.jira.Site;

/** The two kinds of Jira: which REST API each has, and how a comment is written there. */
enum Deployment {
    CLOUD("/rest/api/3") {
        @Override
        JsonNode comment(CommentContent content, int longest) {
            return AdfComment.document(content, longest);
        }
    },
    DATA_CENTER("/rest/api/2") {
        @Override
        JsonNode comment(CommentContent content, int longest) {
            return TextNode.valueOf(WikiComment.text(content, longest));
        }
    };

    /** The path of the API below the base URL. */
    final String api;

    Deployment(String api) {
        this.api = api;
    }

    /** The body of a comment. */
    abstract JsonNode comment(CommentContent content, int longest);

    /** What stands there in all likelihood. */
    static Deployment at(URI base) {
        String host = base.getHost().toLowerCase(Locale.ROOT);
        return host.equals(Site.GATEWAY) || Site.isCloud(host) ? CLOUD : DATA_CENTER;
    }
}
