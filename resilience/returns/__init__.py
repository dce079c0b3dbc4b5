"""What is owed to whom by when: milestones, data returns, case studies, and the network."""
