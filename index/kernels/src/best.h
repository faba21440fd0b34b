/* The best of documents, in order. */
#ifndef NABA_BEST_H
#define NABA_BEST_H

#include <stdint.h>

typedef struct {
    double score;
    int32_t day, id;
} scored;

/* The best k of documents by score, day and number, with their days, and what scores are multiplied
   by or NULL, by document. `best` has room for RANKING_ROOM(k): documents are collected until it is
   full, and then those below the k-th are dropped, whose score is the least that counts from then
   on. */
typedef struct {
    const int32_t *days;
    const double *factor;
    scored *best;
    int64_t k, found;
    double least;
} ranking;
#define RANKING_ROOM(k) (2 * (k) + 256)

void rank_begin(ranking *r, scored *best, int64_t k);
/* Drop all but the best. */
void rank_drop(ranking *r);
/* Drop all but the best, and order these, the best first. */
void rank_order(ranking *r);

/* Add a document by its score. */
static inline void rank_take(ranking *r, double score, int32_t id) {
    if (score < r->least) return;
    if (r->found == RANKING_ROOM(r->k)) rank_drop(r);
    if (score < r->least) return;
    r->best[r->found++] = (scored){score, r->days[id], id};
}

#endif
