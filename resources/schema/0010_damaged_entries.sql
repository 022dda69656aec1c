-- SPDX-License-Identifier: Apache-2.0
-- v_file as before, with the flags of damaged entries, names that lead to none, and impossible times.
DROP VIEW v_file;
CREATE VIEW v_file AS
SELECT f.id AS id,
       (SELECT v.number FROM evidence v WHERE v.id = f.evidence_id) AS evidence,
       coalesce((SELECT d.value FROM text d WHERE d.id = f.directory_id), '') || f.name AS path,
       f.size AS size,
       f.flags & 7 <> 0 AS deleted, -- the name or its entry is unallocated, or no name leads to it
       CASE CASE WHEN f.kind IN (0, 12) THEN f.name_kind ELSE f.kind END
         WHEN 1 THEN 'file' WHEN 2 THEN 'directory' WHEN 3 THEN 'symlink' WHEN 4 THEN 'stream' WHEN 5 THEN 'device' WHEN 6 THEN 'pipe' WHEN 7 THEN 'socket' WHEN 8 THEN 'virtual' WHEN 9 THEN 'member' WHEN 10 THEN 'whiteout' WHEN 11 THEN 'shadow' WHEN 12 THEN 'undefined' END AS type,
       coalesce(f.inode_text, f.inode) AS inode,
       (SELECT value FROM text WHERE id = f.owner_id) AS owner,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.modified + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.modified
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= f.precision_modified ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS modified,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.accessed + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.accessed
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= f.precision_accessed ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS accessed,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.changed + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.changed
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= f.precision_changed ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS changed,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.created + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.created
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= f.precision_created ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS created,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.fn_modified + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.fn_modified
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= 100 ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS fn_modified,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.fn_accessed + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.fn_accessed
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= 100 ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS fn_accessed,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.fn_changed + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.fn_changed
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= 100 ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS fn_changed,
       (SELECT strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch')
            || CASE WHEN digits > 0 THEN '.' || substr(printf('%09d', fraction), 1, digits) ELSE '' END
            || CASE WHEN known THEN 'Z' ELSE '' END
         FROM (SELECT ns, (ns % 1000000000 + 1000000000) % 1000000000 AS fraction, digits, known
           FROM (SELECT f.fn_created + coalesce((SELECT s.offset_ns FROM clock_span s WHERE s.clock_id = f.clock_id AND s.from_ns <= f.fn_created
                    ORDER BY s.from_ns DESC LIMIT 1), 0) AS ns,
                  coalesce((SELECT p.digits FROM precision_digits p WHERE p.step_ns <= 100 ORDER BY p.step_ns DESC LIMIT 1), 9) AS digits,
                  coalesce((SELECT c.zone_known FROM clock c WHERE c.id = f.clock_id), 1) AS known))
       WHERE ns IS NOT NULL) AS fn_created,
       nullif(lower(hex(f.md5)), '') AS md5, nullif(lower(hex(f.sha1)), '') AS sha1, nullif(lower(hex(f.sha256)), '') AS sha256,
       nullif(rtrim(CASE WHEN f.flags & 1 THEN 'deleted;' ELSE '' END
         || CASE WHEN f.flags & 2 THEN 'meta_deleted;' ELSE '' END
         || CASE WHEN f.flags & 4 THEN 'orphan;' ELSE '' END
         || CASE WHEN f.flags & 8 THEN 'reallocated;' ELSE '' END
         || CASE WHEN f.flags & 16 THEN 'compressed;' ELSE '' END
         || CASE WHEN f.flags & 32 THEN 'sparse;' ELSE '' END
         || CASE WHEN f.flags & 64 THEN 'encrypted;' ELSE '' END
         || CASE WHEN f.flags & 128 THEN 'deduplicated;' ELSE '' END
         || CASE WHEN f.flags & 256 THEN 'wof_compressed;' ELSE '' END
         || CASE WHEN f.flags & 512 THEN 'cloud;' ELSE '' END
         || CASE WHEN f.flags & 1024 THEN 'unreadable;' ELSE '' END
         || CASE WHEN f.flags & 2048 THEN 'container;' ELSE '' END
         || CASE WHEN f.flags & 4096 THEN 'reparse;' ELSE '' END
         || CASE WHEN f.flags & 16384 THEN 'loop;' ELSE '' END
         || CASE WHEN f.flags & 32768 THEN 'name_damaged;' ELSE '' END
         || CASE WHEN f.flags & 131072 THEN 'blocks_reused;' ELSE '' END
         || CASE WHEN f.flags & 262144 THEN 'meta_damaged;' ELSE '' END
         || CASE WHEN f.flags & 524288 THEN 'dangling;' ELSE '' END
         || CASE WHEN f.flags & 1048576 THEN 'time_invalid;' ELSE '' END, ';'), '') AS flags,
       f.mode AS mode, (SELECT value FROM text WHERE id = f.group_id) AS group_owner, f.link_target AS link_target, f.content_type AS content_type,
       (SELECT group_concat(name, ';') FROM (SELECT t.name FROM tagging g JOIN tag t ON t.id = g.tag_id
        WHERE g.target = 'file' AND g.target_id = f.id ORDER BY t.id)) AS tags
FROM file f
WHERE f.evidence_id NOT IN (SELECT id FROM evidence WHERE removed);
