"""What each page shows, worked out from answers: frames with Swedish names, sentences and key figures. No Streamlit."""
