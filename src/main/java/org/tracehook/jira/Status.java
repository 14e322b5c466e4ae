package org.tracehook.jira;

/**
 * A workflow status as a payload names it.
 *
 * @param id a number as text; nullable, since post-functions name statuses only
 * @param name in the language of the server (changelog) or of the user (REST, Data Center); nullable
 */
public record Status(String id, String name) {

    /** Whether anything is known of this status. */
    public boolean isKnown() {
        return id != null || name != null;
    }

    /** What to call it: the name, else the id, else {@code unknown}. */
    public String label() {
        return name != null ? name : id != null ? id : "unknown";
    }

    /**
     * Whether this is the status that somebody configured.
     *
     * @param wanted a name, compared without case and surrounding blanks, or exactly an id; never null
     */
    public boolean is(String wanted) {
        return wanted.equals(id) || isNamed(wanted);
    }

    /** Whether both are one status: by the ids where both are known, else by the names. */
    public boolean isSameAs(Status other) {
        return id != null && other.id != null ? id.equals(other.id) : other.name != null && isNamed(other.name);
    }

    private boolean isNamed(String wanted) {
        return name != null && name.strip().equalsIgnoreCase(wanted.strip());
    }
}
