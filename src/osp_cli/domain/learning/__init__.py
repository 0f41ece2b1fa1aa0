"""What a book teaches about its own deals: counting, shrinking and one distribution, in plain Python.

Every rate is learned as of a day from what was known before it, is drawn toward what more cases say, and comes with
the number of cases behind it. Sources: life tables with competing outcomes (actuarial practice), Beta-Binomial
shrinkage, Panjer's recursion for a Poisson number of wins, the continuous ranked probability score.
"""
