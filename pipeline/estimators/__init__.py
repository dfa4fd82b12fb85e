"""Estimators: what finds topics here, as scikit-learn and BERTopic ask for it."""
